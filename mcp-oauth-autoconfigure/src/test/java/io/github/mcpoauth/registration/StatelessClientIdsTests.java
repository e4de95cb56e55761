package io.github.mcpoauth.registration;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.mcpoauth.core.RedirectUri;
import io.github.mcpoauth.jose.KeyRing;
import io.github.mcpoauth.jose.SealPurpose;
import io.github.mcpoauth.jose.Sealer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Client identifiers that are the registration.
 */
class StatelessClientIdsTests {

	private static final String SECRET = "a secret of the tests, thirty-two or more characters";

	private static final Instant ISSUED_AT = Instant.ofEpochSecond(1_795_262_984L);

	/** Made by the first version of this library. It has to open for ever. */
	private static final String OF_VERSION_1 = "AVvegpjm8vMti55zQaYXbG6pAKEqNYA08-PR-6eAtXrstrzUEXA7kItd8GAzQ3XimULxf3c";

	private final StatelessClientIds clientIds = withSecrets(SECRET);

	@Test
	void resolveWhenIssuedHereThenTheRegistration() {
		ClientMetadata metadata = metadata("Ünïcode ✓", "http://localhost:1/cb", "cursor://a/b");
		assertThat(this.clientIds.resolve(this.clientIds.issue(metadata).orElseThrow())).contains(metadata);
		ClientMetadata unnamed = new ClientMetadata(null, metadata.redirectUris(), false, ISSUED_AT);
		assertThat(this.clientIds.resolve(this.clientIds.issue(unnamed).orElseThrow())).contains(unnamed);
	}

	@Test
	void resolveWhenIssuedByAnotherInstanceWithTheSameSecretThenKnown() {
		String clientId = withSecrets(SECRET).issue(metadata("A", "https://a.example/cb")).orElseThrow();
		assertThat(withSecrets(SECRET).resolve(clientId)).isPresent();
		assertThat(withSecrets("another secret of thirty-two or more characters").resolve(clientId)).isEmpty();
	}

	@Test
	void resolveWhenSecretWasRotatedThenStillKnown() {
		String clientId = this.clientIds.issue(metadata("A", "https://a.example/cb")).orElseThrow();
		assertThat(withSecrets("a new secret of thirty-two or more characters", SECRET).resolve(clientId)).isPresent();
	}

	@Test
	void resolveWhenAnyCharacterIsChangedThenUnknown() {
		String clientId = this.clientIds.issue(metadata("A", "https://a.example/cb")).orElseThrow();
		for (int i = 0; i < clientId.length(); i++) {
			char other = (clientId.charAt(i) == 'A') ? 'B' : 'A';
			String changed = clientId.substring(0, i) + other + clientId.substring(i + 1);
			assertThat(this.clientIds.resolve(changed)).as(changed).isEmpty();
			assertThat(this.clientIds.resolve(clientId.substring(0, i))).isEmpty();
		}
	}

	@Test
	void resolveWhenMadeByTheFirstVersionThenTheRegistration() {
		assertThat(this.clientIds.resolve(OF_VERSION_1))
			.contains(metadata("Claude Code (sample)", "http://localhost:54212/callback"));
	}

	/** After a step back to an older version, which knows only the form of its time. */
	@Tag("FT20")
	@Test
	void resolveWhenMadeByALaterVersionThenUnknown() {
		byte[] later = ClientMetadataCodec.encode(metadata("A", "https://a.example/cb"));
		later[0] += 1 << 4;
		Sealer sealer = new Sealer(KeyRing.of(SECRET, List.of()), Clock.systemUTC());
		assertThat(this.clientIds.resolve(sealer.seal(SealPurpose.CLIENT, later, null))).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("realRegistrations")
	void issueWhenRegistrationIsARealOneThenIdentifierIsShort(String name, List<String> redirectUris, int limit) {
		String clientId = this.clientIds.issue(metadata(name, redirectUris.toArray(String[]::new))).orElseThrow();
		assertThat(clientId.length()).as(name).isLessThanOrEqualTo(limit);
		assertThat(clientId).matches("[A-Za-z0-9_-]+");
	}

	static Stream<Arguments> realRegistrations() {
		return Stream.of(Arguments.of("Claude", List.of("https://claude.ai/api/mcp/auth_callback"), 160),
				Arguments.of("Claude Code (sample)", List.of("http://localhost:54212/callback"), 160),
				Arguments.of("Cursor", List.of("cursor://anysphere.cursor-mcp/oauth/callback"), 160),
				Arguments.of("Visual Studio Code",
						List.of("https://insiders.vscode.dev/redirect", "https://vscode.dev/redirect",
								"http://localhost/", "http://127.0.0.1/", "http://localhost:33418/",
								"http://127.0.0.1:33418/"),
						160),
				Arguments.of("MCP Inspector",
						List.of("http://localhost:6274/oauth/callback", "http://localhost:6274/oauth/callback/debug"),
						160),
				Arguments.of("ChatGPT", List.of("https://chatgpt.com/connector_platform_oauth_redirect"), 160),
				Arguments.of("A tool that nobody foresaw with a long name",
						List.of("https://connectors.some-company.example/api/v2/integrations/oauth/callback",
								"https://staging.connectors.some-company.example/api/v2/integrations/oauth/callback",
								"com.some-company.connector:/oauth/callback"),
						300));
	}

	@Test
	void issueWhenRegistrationIsTooLargeThenEmpty() {
		List<String> many = new Random(1).ints(10)
			.mapToObj((seed) -> "https://a.example/" + new BigInteger(2000, new Random(seed)).toString(36))
			.toList();
		Optional<String> clientId = this.clientIds.issue(metadata("A", many.toArray(String[]::new)));
		assertThat(clientId).isEmpty();
	}

	private static StatelessClientIds withSecrets(String current, String... previous) {
		return new StatelessClientIds(new Sealer(KeyRing.of(current, List.of(previous)), Clock.systemUTC()));
	}

	private static ClientMetadata metadata(String name, String... redirectUris) {
		return new ClientMetadata(name, Stream.of(redirectUris).map(RedirectUri::parse).toList(), true, ISSUED_AT);
	}

}
