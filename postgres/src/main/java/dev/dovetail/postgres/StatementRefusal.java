package dev.dovetail.postgres;

import java.util.Optional;

/**
 * Why a server did not do what it was sent.
 *
 * @param message what it says, with its detail, on one line
 * @param position of the character that it blames, counted from one in the text that was sent
 * @param completed how many statements of that text it had done before; they may be undone with it
 */
public record StatementRefusal(
    String sqlstate, String message, Optional<Integer> position, int completed) {}
