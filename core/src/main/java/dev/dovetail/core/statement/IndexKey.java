package dev.dovetail.core.statement;

/**
 * One key of an index.
 *
 * @param expression a {@code ColumnRef} for a plain column
 * @param suffix collation, operator class and order, normalised as the catalog prints them ({@code
 *     DESC}, {@code DESC NULLS LAST}); empty for none
 * @param source the key as it was written
 */
public record IndexKey(Expression expression, String suffix, String source) {}
