package io.vfioreplay.engine.sql;

/**
 * A column of a table.
 *
 * @param name as written in SQL
 * @param type of its values; any of them may be NULL
 */
record Column(String name, SqlType type) {}
