package dev.asyncgate.app.doctor;

import dev.asyncgate.doctor.Diagnosis;
import dev.asyncgate.doctor.Doctor;
import dev.asyncgate.doctor.LedgerReport;
import dev.asyncgate.doctor.Rule;
import dev.asyncgate.doctor.VerifyLedger;
import dev.asyncgate.engine.Gate;
import dev.asyncgate.engine.Inspector;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the place asks the engine; runs off the FX thread. */
final class DoctorReads {

    private final Gate gate;
    private final Inspector inspector;

    DoctorReads(Gate gate, Inspector inspector) {
        this.gate = gate;
        this.inspector = inspector;
    }

    UUID shownTenant() {
        return inspector.tenantId();
    }

    Diagnosis diagnose(boolean allTenants, Doctor.Progress progress) {
        return allTenants ? gate.diagnose(progress) : inspector.diagnose(progress);
    }

    List<UUID> tenants(boolean all) {
        return all ? gate.tenants() : List.of(inspector.tenantId());
    }

    LedgerReport verify(UUID tenantId, VerifyLedger.Progress progress) {
        return gate.inspector(tenantId).verifyLedger(progress);
    }

    /** See {@link Doctor#statement}. */
    @Nullable
    String statement(Rule rule) {
        return inspector.statement(rule);
    }
}
