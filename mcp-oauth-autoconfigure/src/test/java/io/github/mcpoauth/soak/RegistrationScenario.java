package io.github.mcpoauth.soak;

import java.util.Map;
import java.util.random.RandomGenerator;

import io.github.mcpoauth.support.ClientRequests;
import io.github.mcpoauth.support.Http;
import io.github.mcpoauth.support.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client with a secret registers at one instance, reads and changes that at others, and
 * deletes it or is never seen again.
 */
record RegistrationScenario(Fleet fleet) implements Scenario {

	@Override
	public void run(RandomGenerator random) {
		Http http = new Http();
		String body = ClientRequests.registration(",\"token_endpoint_auth_method\":\"client_secret_post\"");
		Reply registered = http.postJson(this.fleet.anyIssuing(random).url("/oauth2/register"), body);
		assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
		Map<String, Object> client = registered.json();
		Reply read = manage(http, "GET", client, null, random);
		assertThat(read.status()).as(read.toString()).isEqualTo(200);
		assertThat(read.json()).containsEntry("client_name", "A test client");
		String change = "{\"client_id\":\"" + client.get("client_id") + "\",\"client_name\":\"Another name\","
				+ "\"redirect_uris\":[\"" + ClientRequests.REDIRECT_URI + "\"]}";
		Reply changed = manage(http, "PUT", client, change, random);
		assertThat(changed.status()).as(changed.toString()).isEqualTo(200);
		assertThat(changed.json()).containsEntry("client_name", "Another name");
		if (random.nextBoolean()) {
			assertThat(manage(http, "DELETE", changed.json(), null, random).status()).isEqualTo(204);
			assertThat(manage(http, "GET", changed.json(), null, random).status()).isEqualTo(404);
		}
	}

	private Reply manage(Http http, String method, Map<String, Object> client, String body, RandomGenerator random) {
		String uri = ((String) client.get("registration_client_uri")).substring(Fleet.BASE_URL.length());
		return http.send(method, this.fleet.anyIssuing(random).url(uri), body, "Authorization",
				"Bearer " + client.get("registration_access_token"), "Content-Type", "application/json");
	}

}
