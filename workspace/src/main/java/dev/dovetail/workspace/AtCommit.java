package dev.dovetail.workspace;

import dev.dovetail.core.plan.Side;
import dev.dovetail.core.source.Tree;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.workspace.Configuration.Versions;
import java.util.NavigableMap;

/** A repository as one commit left it, read as {@code check} reads a folder. */
public final class AtCommit {

  private AtCommit() {}

  /** The files that are looked at. */
  public static Tree tree(Repository repository, Blobs blobs, String commit) throws GitException {
    NavigableMap<String, String> files = repository.files(commit);
    files.keySet().removeIf(path -> !FolderTree.isEntered(path));
    return new CommitTree(files, blobs);
  }

  /**
   * One end of a rollout.
   *
   * @param name what the commit is called
   * @param folder what the folder is called
   */
  public static Side side(Tree tree, String name, String folder, Versions versions)
      throws ConfigurationException {
    return new Side(
        name, Workspace.open(tree, folder, versions).facts(), ConfigurationFile.said(tree));
  }
}
