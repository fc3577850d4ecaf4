package dev.asyncgate.app.shell;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** The places of a tenant: each is made when it is first gone to, and kept. For the FX thread only. */
final class Places {

    static final Places NONE = new Places(Map.of());

    private final Map<PlaceId, Seat> seats = new EnumMap<>(PlaceId.class);

    Places(Map<PlaceId, Supplier<? extends Place>> makers) {
        makers.forEach((id, maker) -> seats.put(id, new Seat(id, maker)));
    }

    /** Those that there are, in the order of the rail. */
    List<PlaceId> ids() {
        return List.copyOf(seats.keySet());
    }

    /** The same with their counts. */
    List<Seat> seats() {
        return List.copyOf(seats.values());
    }

    /** The place; null when there is none of this name. */
    @Nullable Place get(PlaceId id) {
        Seat seat = seats.get(id);
        return seat == null ? null : seat.place();
    }

    /** Where a place is kept once it was made. */
    static final class Seat {

        private final PlaceId id;
        private final Supplier<? extends Place> maker;
        private final ReadOnlyStringWrapper railCount = new ReadOnlyStringWrapper(this, "railCount", "");
        private @Nullable Place place;

        private Seat(PlaceId id, Supplier<? extends Place> maker) {
            this.id = id;
            this.maker = maker;
        }

        PlaceId id() {
            return id;
        }

        /** The place's own; empty as long as it was not made. */
        ReadOnlyStringProperty railCount() {
            return railCount.getReadOnlyProperty();
        }

        private Place place() {
            Place made = place;
            if (made == null) {
                made = maker.get();
                place = made;
                railCount.bind(made.railCount());
            }
            return made;
        }
    }
}
