package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm that the documentation gives to users, with the URLs of the sample under
 * test, an application that the sample has nothing to do with, and a service for which
 * the sample may exchange tokens.
 */
final class KeycloakRealm {

	static final String NAME = "mcp";

	/** An application whose tokens aren't for the sample. */
	static final String OTHER_APPLICATION = "other-application";

	/** A service that introspects the tokens that it gets. */
	static final String SERVICE = "orders-api";

	static final String SERVICE_SECRET = "orders-secret-for-tests-only";

	static final String SERVICE_SCOPE = "orders:read";

	private static final Path FILE = Path.of(System.getProperty("basedir", "."), "..", "docs", "providers",
			"keycloak-realm.json");

	private static final String DOCUMENTED_ORIGIN = "http://localhost:8080/";

	private static final JsonMapper JSON = new JsonMapper();

	private KeycloakRealm() {
	}

	static String of(McpServer sample) throws IOException {
		String documented = Files.readString(FILE);
		assertThat(documented).contains(DOCUMENTED_ORIGIN + "mcp", DOCUMENTED_ORIGIN + "oauth2/callback");
		String origin = sample.endpoint().resolve("/").toString();
		ObjectNode realm = (ObjectNode) JSON.readTree(documented.replace(DOCUMENTED_ORIGIN, origin));
		JsonNode others = others();
		realm.withArray("clientScopes").addAll(others.withArray("clientScopes"));
		realm.withArray("clients").forEach((client) -> {
			if (client.path("clientId").asString().equals(KeycloakFacade.CLIENT_ID)) {
				client.withArray("optionalClientScopes").add(SERVICE_SCOPE);
			}
		});
		realm.withArray("clients").addAll(others.withArray("clients"));
		return JSON.writeValueAsString(realm);
	}

	private static JsonNode others() throws IOException {
		try (InputStream file = KeycloakRealm.class.getResourceAsStream("/other-applications.json")) {
			return JSON.readTree(file);
		}
	}

}
