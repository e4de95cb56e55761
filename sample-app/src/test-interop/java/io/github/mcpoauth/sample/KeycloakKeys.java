package io.github.mcpoauth.sample;

import java.net.URI;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The keys that a realm signs access tokens with, as an administrator sees them: each is
 * a component of the realm, and the one of the highest priority signs.
 */
final class KeycloakKeys {

	private static final String PROVIDER = "rsa-generated";

	private static final String PROVIDER_TYPE = "org.keycloak.keys.KeyProvider";

	private static final String COMPONENTS = "/components";

	private static final JsonMapper JSON = new JsonMapper();

	private final URI issuer;

	private final KeycloakAdmin admin;

	KeycloakKeys(URI issuer) {
		this.issuer = issuer;
		this.admin = new KeycloakAdmin(issuer);
	}

	/** The identifiers of all keys that are published now. */
	List<String> published() {
		URI certificates = URI.create(this.issuer + "/protocol/openid-connect/certs");
		return Http.json(Http.get(certificates)).path("keys").findValuesAsString("kid");
	}

	/** Adds a key, which signs from now on; those of before go on to verify. */
	void rotate() {
		List<JsonNode> before = components();
		int priority = highest(before) + 1;
		this.admin.send("POST", COMPONENTS,
				Map.of("name", "key-" + priority, "providerId", PROVIDER, "providerType", PROVIDER_TYPE, "config",
						Map.of("priority", List.of(String.valueOf(priority)), "algorithm", List.of("RS256"))),
				201);
		assertThat(components()).hasSize(before.size() + 1);
	}

	/** Keycloak's "passive": they verify, and can't come to sign again. */
	void retireOldOnes() {
		for (JsonNode old : oldOnes()) {
			ObjectNode changed = (ObjectNode) old;
			changed.withObject("config").set("active", JSON.valueToTree(List.of("false")));
			this.admin.send("PUT", COMPONENTS + "/" + old.path("id").asString(), changed, 204);
		}
	}

	void removeOldOnes() {
		oldOnes().forEach((old) -> this.admin.delete(COMPONENTS + "/" + old.path("id").asString()));
	}

	private List<JsonNode> oldOnes() {
		List<JsonNode> all = components();
		int highest = highest(all);
		List<JsonNode> old = all.stream().filter((component) -> priority(component) < highest).toList();
		assertThat(old).isNotEmpty();
		return old;
	}

	private List<JsonNode> components() {
		return Http.json(this.admin.get(COMPONENTS + "?type=" + PROVIDER_TYPE))
			.valueStream()
			.filter((component) -> component.path("providerId").asString().equals(PROVIDER))
			.toList();
	}

	private static int highest(List<JsonNode> components) {
		return components.stream().mapToInt(KeycloakKeys::priority).max().orElseThrow();
	}

	private static int priority(JsonNode component) {
		return Integer.parseInt(component.path("config").path("priority").path(0).asString("0"));
	}

}
