/** Other programs that hand out tasks, for the bench alone; nothing of this ships. */
@NullMarked
package dev.asyncgate.bench.peers;

import org.jspecify.annotations.NullMarked;
