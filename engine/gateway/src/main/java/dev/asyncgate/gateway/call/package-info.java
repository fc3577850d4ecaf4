/** Every call of the contract, said once: what it takes, who may, what it does, what it answers. REST, its document and MCP read it here. */
@NullMarked
package dev.asyncgate.gateway.call;

import org.jspecify.annotations.NullMarked;
