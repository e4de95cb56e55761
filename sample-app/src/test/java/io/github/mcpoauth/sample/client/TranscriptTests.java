package io.github.mcpoauth.sample.client;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TranscriptTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final Transcript transcript = new Transcript(new PrintStream(this.output, true, StandardCharsets.UTF_8));

	@Test
	void requestWhenItHasSecretsThenTheyAreCutShort() {
		this.transcript.sent("POST", URI.create("https://login.example.com/token?client_id=me"),
				Map.of("code", "abc", "refresh_token", "0123456789abcdef", "Authorization", "Bearer 0123456789abcdef",
						"unknown", "x", "client_id", "a".repeat(100)));

		assertThat(output())
			.isEqualTo("   > POST https://login.example.com/token?...  client_id=aaaaaaaaaaaaaaaa...  code=a...\n"
					+ "      refresh_token=01234567...  Authorization=Bearer 01234567...\n");
	}

	@Test
	void textWhenServerWritesControlCharactersThenTerminalDoesNotSeeThem() {
		this.transcript.received(200, Map.of("result", "\u001b[2Jgone"));
		this.transcript.failed("\u001b[2Jgone\u0007");

		assertThat(output()).isEqualTo("   < 200  result=?[2Jgone\n\nFAILED before the first step: ?[2Jgone?\n");
	}

	private String output() {
		return this.output.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
	}

}
