package dev.asyncgate.app.connections;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import com.github.javakeyring.internal.KeyringBackendFactory;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operating system's keychain, where there is one: the Keychain of macOS, the Credential Manager of Windows, the Secret
 * Service or KWallet of a Linux desktop. It is looked for once, when first asked. Does I/O; thread-safe.
 */
public final class Keychain {

    private static final Logger LOG = LoggerFactory.getLogger(Keychain.class);
    private static final String SERVICE = "asyncgate";

    private final Callable<KeyringBackend> opens;
    private @Nullable KeyringBackend keyring;
    private boolean tried;

    Keychain(Callable<KeyringBackend> opens) {
        this.opens = opens;
    }

    public static Keychain ofThisMachine() {
        return new Keychain(KeyringBackendFactory::create);
    }

    /** Whether there is one that answers. */
    synchronized boolean isThere() {
        return keyring() != null;
    }

    /** The password of a profile; empty when none is kept. */
    synchronized Optional<String> password(UUID profile) {
        KeyringBackend there = keyring();
        if (there == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(there.getPassword(SERVICE, profile.toString()));
        } catch (PasswordAccessException notKept) {
            LOG.debug("no password of the profile {}: {}", profile, notKept.getMessage());
            return Optional.empty();
        }
    }

    /** Keeps a password; false when it could not be kept. */
    synchronized boolean keep(UUID profile, String password) {
        KeyringBackend there = keyring();
        if (there == null) {
            return false;
        }
        try {
            there.setPassword(SERVICE, profile.toString(), password);
            return true;
        } catch (PasswordAccessException refused) {
            LOG.warn("the keychain did not keep the password of the profile {}: {}", profile, refused.getMessage());
            return false;
        }
    }

    synchronized void forget(UUID profile) {
        KeyringBackend there = keyring();
        if (there != null) {
            try {
                there.deletePassword(SERVICE, profile.toString());
            } catch (PasswordAccessException notKept) {
                LOG.debug("nothing to forget of the profile {}: {}", profile, notKept.getMessage());
            }
        }
    }

    private @Nullable KeyringBackend keyring() {
        if (!tried) {
            tried = true;
            try {
                keyring = opens.call();
            } catch (BackendNotSupportedException none) {
                LOG.info("no keychain here: {}", none.getMessage());
            } catch (Exception | LinkageError broken) {
                LOG.info("the keychain does not answer: {}", broken.toString());
            }
        }
        return keyring;
    }
}
