package io.github.mcpoauth.resource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import org.springframework.mock.web.MockHttpServletRequest;

import io.github.mcpoauth.scope.McpOperation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That a header which says once more what is in the body passes if it says the same, as
 * it is or in Base64, and never if it says something else (SEP-2243).
 */
class MirroredHeadersFuzzTests {

	private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	@FuzzTest
	void checkWhenAnyHeaderThenPassesOnlyIfItSaysWhatTheBodySays(FuzzedDataProvider data) {
		String name = data.consumeString(40);
		String header = data.consumeString(80);
		boolean looksEncoded = header.matches("(?s)=\\?base64\\?.*\\?=");
		if (looksEncoded && passes(name, header)) {
			assertThat(decoded(header)).isEqualTo(name.getBytes(StandardCharsets.UTF_8));
		}
		if (!looksEncoded) {
			assertThat(passes(name, header)).isEqualTo(header.equals(name));
		}
		String encoded = encoded(name);
		// UTF-8 has no spelling for half a character
		assertThat(passes(name, encoded)).isEqualTo(StandardCharsets.UTF_8.newEncoder().canEncode(name));
		assertThat(passes(name + "x", encoded)).isFalse();
	}

	/** Six bits for each letter, whatever is left over at the end. */
	private static byte[] decoded(String header) {
		String letters = header.substring(9, header.length() - 2).replaceAll("=*$", "");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int bits = 0;
		for (int i = 0; i < letters.length(); i++) {
			int value = ALPHABET.indexOf(letters.charAt(i));
			assertThat(value).isNotNegative();
			bits = bits << 6 | value;
			if (i % 4 > 0) {
				bytes.write(bits >> (6 - i % 4 * 2));
			}
		}
		return bytes.toByteArray();
	}

	private static String encoded(String name) {
		return "=?base64?" + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)) + "?=";
	}

	private static boolean passes(String name, String header) {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/mcp");
		request.addHeader("MCP-Protocol-Version", "2026-07-28");
		request.addHeader("Mcp-Method", "tools/call");
		request.addHeader("Mcp-Name", header);
		McpOperation operation = new McpOperation("tools/call", McpOperation.Target.TOOL, name, Map::of);
		try {
			MirroredHeaders.check(request, List.of(new McpMessage(1, operation)));
			return true;
		}
		catch (MalformedMessageException ex) {
			assertThat(ex.code()).isEqualTo(MalformedMessageException.HEADER_MISMATCH);
			assertThat(ex).hasMessageMatching("[!-~ ]+");
			return false;
		}
	}

}
