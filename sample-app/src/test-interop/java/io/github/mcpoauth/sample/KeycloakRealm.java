package io.github.mcpoauth.sample;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm that the documentation gives to users, with the URLs of the sample under test
 * and an application that the sample has nothing to do with.
 */
final class KeycloakRealm {

	static final String NAME = "mcp";

	/** An application whose tokens aren't for the sample. */
	static final String OTHER_APPLICATION = "other-application";

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
		realm.withArray("clients").add(JSON.readTree(otherApplication()));
		return JSON.writeValueAsString(realm);
	}

	private static String otherApplication() throws IOException {
		try (InputStream file = KeycloakRealm.class.getResourceAsStream("/" + OTHER_APPLICATION + ".json")) {
			return new String(file.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
