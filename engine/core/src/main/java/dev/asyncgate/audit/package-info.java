/** Who did what and was refused what: operators' acts are kept in the transaction of the act. */
@NullMarked
package dev.asyncgate.audit;

import org.jspecify.annotations.NullMarked;
