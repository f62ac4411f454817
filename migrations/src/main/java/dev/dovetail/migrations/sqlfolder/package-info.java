/**
 * Folders of numbered SQL files: golang-migrate, goose, dbmate, sqlx, Diesel and home-made runners.
 */
@NullMarked
package dev.dovetail.migrations.sqlfolder;

import org.jspecify.annotations.NullMarked;
