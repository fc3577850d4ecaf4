/** Who did what: the record of operators' acts, kept in the transaction of the act. */
@NullMarked
package dev.asyncgate.audit;

import org.jspecify.annotations.NullMarked;
