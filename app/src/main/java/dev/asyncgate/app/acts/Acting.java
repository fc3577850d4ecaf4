package dev.asyncgate.app.acts;

import dev.asyncgate.app.shell.Dialogs;
import dev.asyncgate.app.shell.Environment;
import dev.asyncgate.engine.Operator;

/**
 * In whose name and where a place acts.
 *
 * @param tenant the name of the tenant whose work it is
 * @param dialogs where it asks
 */
public record Acting(Operator operator, Environment environment, String tenant, Dialogs dialogs) {}
