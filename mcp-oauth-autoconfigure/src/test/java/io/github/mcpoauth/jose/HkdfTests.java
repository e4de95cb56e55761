package io.github.mcpoauth.jose;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test vectors of RFC 5869 appendix A.
 */
class HkdfTests {

	@Test
	void deriveWhenTestCase1ThenAsInTheRfc() {
		byte[] secret = bytes("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
		String info = latin1(bytes("f0f1f2f3f4f5f6f7f8f9"));
		assertThat(Hkdf.derive(secret, bytes("000102030405060708090a0b0c"), info, 42))
			.isEqualTo(bytes("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"));
	}

	@Test
	void deriveWhenTestCase3ThenAsInTheRfc() {
		byte[] secret = bytes("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b");
		assertThat(Hkdf.derive(secret, new byte[0], "", 42))
			.isEqualTo(bytes("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"));
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	private static String latin1(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}

}
