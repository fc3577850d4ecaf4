package dev.asyncgate.app.connections;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that were saved, in their order.
 *
 * @param last the one that the console was connected to last
 * @param trouble what was wrong with the file that should have held them, a sentence; null when nothing was
 */
record ProfileBook(
        List<Profile> profiles, UUID last, @Nullable String trouble) {

    static final ProfileBook EMPTY = new ProfileBook(List.of(), Profile.LOCAL, null);

    ProfileBook {
        profiles = List.copyOf(profiles);
    }
}
