/** What must hold when programs, servers, networks, disks and clocks fail, and when too many come: run by -Pfaults. */
@org.jspecify.annotations.NullMarked
package dev.asyncgate.faults;
