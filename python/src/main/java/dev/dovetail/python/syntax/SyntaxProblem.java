package dev.dovetail.python.syntax;

import dev.dovetail.core.source.Span;

/** Something that is no Python, in the words of the parser. */
public record SyntaxProblem(String message, Span span) {}
