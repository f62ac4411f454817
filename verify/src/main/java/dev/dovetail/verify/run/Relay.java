package dev.dovetail.verify.run;

import dev.dovetail.postgres.Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Hands on what comes to a unix socket to a server that has none of its own, or none on this
 * machine: the only way out of the network in which foreign code runs.
 */
final class Relay implements AutoCloseable {

  private final ServerSocketChannel listener;
  private final Path socket;
  private volatile Address target;

  private Relay(ServerSocketChannel listener, Path socket, Address target) {
    this.listener = listener;
    this.socket = socket;
    this.target = target;
  }

  static Relay open(Path socket, Address target) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(socket));
    Relay relay = new Relay(listener, socket, target);
    Thread.ofVirtual().start(relay::accept);
    return relay;
  }

  Path socket() {
    return socket;
  }

  /** Connections from now on go there. */
  void lead(Address address) {
    target = address;
  }

  @Override
  public void close() {
    quietly(listener);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel inner = listener.accept();
        Thread.ofVirtual().start(() -> connect(inner));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(SocketChannel inner) {
    Address to = target;
    try {
      SocketChannel outer = SocketChannel.open(new InetSocketAddress(to.host(), to.port()));
      Thread.ofVirtual().start(() -> pump(inner, outer));
      pump(outer, inner);
    } catch (IOException e) {
      quietly(inner);
    }
  }

  private static void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      quietly(from);
      quietly(to);
    }
  }

  private static void quietly(AutoCloseable open) {
    try {
      open.close();
    } catch (Exception e) {
      // It is closed, one way or the other.
    }
  }
}
