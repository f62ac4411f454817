package dev.dovetail.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands before a server, and after so many bytes of its answers cuts the line, or falls silent.
 */
final class CuttingRelay implements AutoCloseable {

  private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<Socket> open = new ArrayList<>();
  private final int target;
  private final long bytes;
  private final boolean cuts;

  CuttingRelay(int target, long bytes, boolean cuts) throws IOException {
    this.target = target;
    this.bytes = bytes;
    this.cuts = cuts;
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        synchronized (open) {
          open.add(client);
          open.add(server);
        }
        Thread.ofVirtual().start(() -> pass(client, server, Long.MAX_VALUE));
        Thread.ofVirtual().start(() -> pass(server, client, bytes));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to, long most) {
    byte[] buffer = new byte[512];
    long left = most;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int read = in.read(buffer);
      while (read >= 0 && left > 0) {
        int passed = (int) Math.min(read, left);
        out.write(buffer, 0, passed);
        left -= passed;
        read = left > 0 ? in.read(buffer) : 0;
      }
      if (left > 0 || cuts) {
        from.close();
        to.close();
      }
    } catch (IOException e) {
      // One of them is gone, and so the other goes.
      try {
        from.close();
        to.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    synchronized (open) {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }
}
