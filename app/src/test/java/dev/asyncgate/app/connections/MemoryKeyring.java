package dev.asyncgate.app.connections;

import com.github.javakeyring.PasswordAccessException;
import com.github.javakeyring.internal.KeyringBackend;
import java.util.HashMap;
import java.util.Map;

/** A keychain that answers as an operating system's does, and ends with its test. */
final class MemoryKeyring implements KeyringBackend {

    final Map<String, String> kept = new HashMap<>();

    @Override
    public String getPassword(String service, String account) throws PasswordAccessException {
        String password = kept.get(account);
        if (password == null) {
            throw new PasswordAccessException("no such item");
        }
        return password;
    }

    @Override
    public void setPassword(String service, String account, String password) {
        kept.put(account, password);
    }

    @Override
    public void deletePassword(String service, String account) throws PasswordAccessException {
        if (kept.remove(account) == null) {
            throw new PasswordAccessException("no such item");
        }
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
