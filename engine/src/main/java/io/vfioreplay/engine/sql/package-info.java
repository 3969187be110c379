/** Journals as tables of an embedded analytical database; the only importer of DuckDB and of JDBC. */
@NullMarked
package io.vfioreplay.engine.sql;

import org.jspecify.annotations.NullMarked;
