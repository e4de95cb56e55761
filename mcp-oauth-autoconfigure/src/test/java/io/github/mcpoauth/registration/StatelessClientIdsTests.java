package io.github.mcpoauth.registration;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
		byte[] later = ClientMetadataCodec.encode(metadata("A", "https://a.example/cb")).orElseThrow();
		later[0] += 1 << 4;
		assertThat(this.clientIds.resolve(sealed(later))).isEmpty();
	}

	/** Whoever changes the dictionary makes unreadable what clients keep for months. */
	@Tag("FT20")
	@Test
	void dictionaryWhenReadThenItIsThatOfVersion1() throws Exception {
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(CompactText.dictionary());
		assertThat(HexFormat.of().formatHex(hash))
			.isEqualTo("88156414afaca22d2812e128c5ff4bb9c2f48980127304ea4e0e9d4fce8b105f");
	}

	/** Only who has the secret can seal one, but nothing is unpacked without end. */
	@Test
	void resolveWhenContentIsABombThenUnknown() {
		for (int length : List.of(CompactText.MAX_LENGTH, 100_000_000)) {
			assertThat(this.clientIds.resolve(sealed(deflated("A\0https://a.example/" + "a".repeat(length)))))
				.isEmpty();
		}
	}

	@Test
	void resolveWhenContentIsNotWhatIsSealedHereThenUnknown() {
		byte[] whole = ClientMetadataCodec.encode(metadata("A", "https://a.example/cb")).orElseThrow();
		for (int length = 0; length < whole.length; length++) {
			assertThat(this.clientIds.resolve(sealed(Arrays.copyOf(whole, length)))).as("cut off").isEmpty();
		}
		byte[] garbled = whole.clone();
		Arrays.fill(garbled, 5, garbled.length, (byte) 0xff);
		assertThat(this.clientIds.resolve(sealed(garbled))).isEmpty();
		assertThat(this.clientIds.resolve(sealed(deflated("A\0no redirect URI")))).isEmpty();
		assertThat(this.clientIds.resolve(sealed(deflated("A\0https://a.example/cb")))).isPresent();
	}

	private static byte[] deflated(String text) {
		Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
		deflater.setInput(text.getBytes(StandardCharsets.US_ASCII));
		deflater.finish();
		byte[] output = new byte[5 + text.length() / 900 + 100];
		int length = deflater.deflate(output, 5, output.length - 5);
		deflater.end();
		output[0] = 1 << 4;
		return Arrays.copyOf(output, 5 + length);
	}

	private static String sealed(byte[] content) {
		return new Sealer(KeyRing.of(SECRET, List.of()), Clock.systemUTC()).seal(SealPurpose.CLIENT, content, null);
	}

	@Test
	void issueWhenRegistrationIsTooLargeThenEmpty() {
		List<String> many = new Random(1).ints(10)
			.mapToObj((seed) -> "https://a.example/" + new BigInteger(2000, new Random(seed)).toString(36))
			.toList();
		assertThat(this.clientIds.issue(metadata("A", many.toArray(String[]::new)))).isEmpty();
		assertThat(this.clientIds.issue(metadata("A".repeat(CompactText.MAX_LENGTH), "https://a.example/cb")))
			.isEmpty();
	}

	private static StatelessClientIds withSecrets(String current, String... previous) {
		return new StatelessClientIds(new Sealer(KeyRing.of(current, List.of(previous)), Clock.systemUTC()));
	}

	private static ClientMetadata metadata(String name, String... redirectUris) {
		return new ClientMetadata(name, Stream.of(redirectUris).map(RedirectUri::parse).toList(), true, ISSUED_AT);
	}

}
