package dev.dovetail.python.model;

import dev.dovetail.core.declared.DeclaredEnum;
import dev.dovetail.core.declared.EnumColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file declares.
 *
 * @param enums by their qualified names
 */
record ModelFile(
    Map<String, DeclaredEnum> enums, List<EnumColumn> columns, Optional<Models.Problem> problem) {}
