package dev.dovetail.workspace;

import dev.dovetail.core.judge.ServiceFacts;
import dev.dovetail.core.plan.Side;
import dev.dovetail.core.source.Tree;
import dev.dovetail.git.Blobs;
import dev.dovetail.git.CommitTree;
import dev.dovetail.git.GitException;
import dev.dovetail.git.Repository;
import dev.dovetail.python.modules.Modules;
import dev.dovetail.python.modules.Parses;
import dev.dovetail.workspace.Configuration.Versions;
import dev.dovetail.workspace.impact.CodeWriters;
import java.util.List;
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
    Parses parses = new Parses();
    Workspace workspace = Workspace.open(tree, folder, versions, parses);
    List<ServiceFacts> facts = workspace.facts();
    return new Side(
        name,
        facts,
        ConfigurationFile.said(tree),
        new CodeWriters(workspace.tree(), new Modules(workspace.tree(), parses), facts));
  }
}
