package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.mcpoauth.web.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The file that keeps a provider's metadata, and what can happen to it.
 */
class DocumentFileTests {

	private final TestUpstream upstream = new TestUpstream("/tenant");

	@TempDir
	private Path folder;

	@AfterEach
	void stop() {
		this.upstream.close();
	}

	@Test
	void fileWhenWrittenAgainThenWhoeverReadsItSeesTheOneBefore() throws IOException {
		Path file = this.folder.resolve("metadata.json");
		UpstreamMetadata metadata = this.upstream.cacheFile(file).serve(this.upstream.document()).metadata();
		metadata.endpoints();
		try (InputStream reader = Files.newInputStream(file)) {
			Map<String, Object> document = this.upstream.document();
			document.put("token_endpoint", this.upstream.uri("/other-token").toString());
			this.upstream.serve(document).clock.advance(Duration.ofHours(1));
			metadata.endpoints();
			assertThat(file).content().contains("/other-token");
			assertThat(new String(reader.readAllBytes(), StandardCharsets.UTF_8)).contains("/token\"", "revocation")
				.doesNotContain("/other-token");
		}
	}

	@Test
	void fileWhenItCanNotBeReplacedThenNothingIsLeftBeside() throws IOException {
		Path file = this.folder.resolve("metadata.json");
		this.upstream.cacheFile(file).serve(this.upstream.document());
		Files.writeString(Files.createDirectory(file).resolve("in-the-way"), "");
		assertThat(this.upstream.metadata().endpoints().token()).isEqualTo(this.upstream.uri("/token"));
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(file);
		}
	}

	@Tag("H1")
	@Test
	void fileWhenItIsLargerThanADocumentMayBeThenNotUsed() throws IOException {
		String document = new String(Json.toBytes(this.upstream.document()), StandardCharsets.UTF_8);
		Path file = Files.writeString(this.folder.resolve("metadata.json"), " ".repeat(128 * 1024) + document);
		UpstreamMetadata metadata = this.upstream.cacheFile(file).metadata();
		assertThatExceptionOfType(UpstreamUnavailableException.class).isThrownBy(metadata::endpoints);
	}

}
