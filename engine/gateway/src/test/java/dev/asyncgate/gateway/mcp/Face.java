package dev.asyncgate.gateway.mcp;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the ways to the engine. */
interface Face {

    /** What came of a call: an answer, or the code of its refusal. */
    record Told(JsonNode answer, String code) {

        static Told answered(JsonNode answer) {
            return new Told(answer, "OK");
        }

        static Told refused(String code) {
            return new Told(TestMcp.JSON.missingNode(), code);
        }

        String text(String pointer) {
            return answer.at(pointer).asString();
        }
    }

    /**
     * Makes a call of the contract.
     *
     * @param in its arguments under the names of the contract
     */
    Told make(String call, ObjectNode in);
}
