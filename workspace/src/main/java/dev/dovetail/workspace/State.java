package dev.dovetail.workspace;

import dev.dovetail.core.compare.Told;
import dev.dovetail.core.judge.ServiceFacts;
import java.util.List;
import java.util.Map;

/** A repository as a commit left it, and all that was read of it. */
record State(Workspace workspace, Map<Service, Told> told, List<ServiceFacts> facts) {}
