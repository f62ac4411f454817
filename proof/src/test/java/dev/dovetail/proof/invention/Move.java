package dev.dovetail.proof.invention;

/** A kind of step: writes one, and notes in the world what it changes. */
interface Move {

  /** False where there is nothing that it could be done to; then nothing was written. */
  boolean make(Scene scene, Writing w);
}
