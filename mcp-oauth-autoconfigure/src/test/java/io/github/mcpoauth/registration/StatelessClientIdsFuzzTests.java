package io.github.mcpoauth.registration;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.Sealer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That an identifier is the registration, whatever was registered, and nothing else is.
 */
class StatelessClientIdsFuzzTests {

	private static final StatelessClientIds CLIENT_IDS = new StatelessClientIds(new Sealer(
			KeyRing.of("a secret of the tests, thirty-two or more characters", List.of()), Clock.systemUTC()));

	@FuzzTest
	void resolveWhenIssuedThenWhatWasRegistered(FuzzedDataProvider data) {
		ClientMetadata metadata = metadata(data);
		Optional<String> issued = CLIENT_IDS.issue(metadata);
		if (issued.isEmpty()) {
			return;
		}
		String clientId = issued.get();
		assertThat(clientId).matches("[A-Za-z0-9_-]{1," + StatelessClientIds.MAX_LENGTH + "}");
		assertThat(CLIENT_IDS.resolve(clientId)).contains(metadata);
		int position = data.consumeInt(0, clientId.length() - 1);
		String other = data.consumeString(3);
		String changed = clientId.substring(0, position) + other + clientId.substring(position + 1);
		if (!changed.equals(clientId)) {
			assertThat(CLIENT_IDS.resolve(changed)).isEmpty();
		}
		assertThat(CLIENT_IDS.resolve(data.consumeRemainingAsString())).isEmpty();
	}

	/** As the registration lets them pass: a name without invisible characters. */
	private static ClientMetadata metadata(FuzzedDataProvider data) {
		String name = data.consumeString(120).replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "").strip();
		List<RedirectUri> uris = new ArrayList<>();
		uris.add(RedirectUri.parse("http://localhost:1/callback"));
		for (int i = data.consumeInt(0, 9); i > 0; i--) {
			String path = data.consumeAsciiString(200).replaceAll("[^A-Za-z0-9/._~-]", "");
			uris.add(RedirectUri.parse("https://app.example/" + path));
		}
		Instant issuedAt = Instant.ofEpochSecond(data.consumeLong(0, (1L << 32) - 1));
		return new ClientMetadata(name.isEmpty() ? null : name, uris, data.consumeBoolean(), issuedAt, null,
				secret(data));
	}

	private static @Nullable ClientSecret secret(FuzzedDataProvider data) {
		return data.consumeBoolean()
				? new ClientSecret(data.consumeBoolean() ? ClientSecret.BASIC : ClientSecret.POST, List.of()) : null;
	}

}
