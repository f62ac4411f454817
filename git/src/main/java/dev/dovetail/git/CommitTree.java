package dev.dovetail.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dovetail.core.source.Tree;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** The files of one commit, below the folder that was asked about. */
public final class CommitTree implements Tree {

  private final NavigableMap<String, String> ids;
  private final List<String> files;
  private final Blobs blobs;

  /**
   * @param ids blobs by path; not changed afterwards
   */
  public CommitTree(NavigableMap<String, String> ids, Blobs blobs) {
    this.ids = ids;
    this.files = List.copyOf(ids.keySet());
    this.blobs = blobs;
  }

  @Override
  public List<String> files(String folder) {
    // '0' is the character after '/': between the two stands all that is below the folder.
    return folder.isEmpty() ? files : files.subList(place(folder + "/"), place(folder + "0"));
  }

  @Override
  public boolean has(String path) {
    return ids.containsKey(path);
  }

  @Override
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(ids.get(path)).flatMap(blobs::read);
  }

  /** Of the names and contents of all files. */
  public String digest() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ids.forEach((path, id) -> digest.update((path + '\0' + id + '\n').getBytes(UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  private int place(String path) {
    int found = Collections.binarySearch(files, path);
    return found >= 0 ? found : -found - 1;
  }
}
