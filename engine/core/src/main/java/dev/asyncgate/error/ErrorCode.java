package dev.asyncgate.error;

/** The codes by which callers tell failures apart; the same over the library, the console and the command line. */
public enum ErrorCode {
    /** No task of this tenant has the id. */
    TASK_NOT_FOUND,
    /** No receipt of this tenant has the id. */
    RECEIPT_NOT_FOUND,
    /** No such lease, key or route. */
    NOT_FOUND,
    /** Malformed or out-of-range input; the message names the field. */
    INVALID_REQUEST,
    /** The caller does not hold the lease: another worker, expired or ended. */
    LEASE_INVALID_OR_EXPIRED,
    /** The state of the task does not allow the operation. */
    INVALID_STATE_TRANSITION,
    /** The lease was renewed as often as allowed. */
    LEASE_RENEWAL_LIMIT_EXCEEDED,
    /** The lease has reached its maximum lifetime. */
    LEASE_LIFETIME_EXCEEDED,
    /** A completion named nothing by which the work can be found, and the policy is strict. */
    LOCATABILITY_REQUIRED,
    /** A receipt would exceed its limits: body or number of parents. */
    RECEIPT_LIMIT_EXCEEDED,
    /** A payload, result, error, progress or proof is larger than allowed. */
    PAYLOAD_TOO_LARGE,
    /** The route exists, but not for this method. */
    METHOD_NOT_ALLOWED,
    /** No key was offered where one is needed, or one that is unknown, expired or revoked. */
    UNAUTHENTICATED,
    /** The caller has used up its calls; they come back when its window ends. */
    RATE_LIMIT_EXCEEDED,
    /** The tenant has used up what it may have. */
    QUOTA_EXCEEDED,
    /** The principal may not do this. */
    UNAUTHORIZED,
    /** The database does not answer; nothing is known to have changed. */
    DATABASE_UNAVAILABLE,
    /** A fault of the engine itself. */
    INTERNAL_ERROR
}
