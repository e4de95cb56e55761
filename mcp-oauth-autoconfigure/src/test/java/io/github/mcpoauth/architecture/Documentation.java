package io.github.mcpoauth.architecture;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.autoconfigure.McpOAuthProperties;

/**
 * Where the documentation is, and what it has to agree with.
 */
public final class Documentation {

	private Documentation() {
	}

	/** The top of the source tree. */
	public static Path root() throws URISyntaxException {
		return classes().resolve("../../..").normalize();
	}

	/**
	 * All pages that people read. The changelog tells of what was once, too.
	 */
	static List<MarkdownPage> pages() throws IOException, URISyntaxException {
		Path root = root();
		List<MarkdownPage> pages = new ArrayList<>();
		for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
			pages.add(MarkdownPage.read(root.resolve(name)));
		}
		try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
			for (Path file : files.filter((path) -> path.toString().endsWith(".md")).sorted().toList()) {
				pages.add(MarkdownPage.read(file));
			}
		}
		return pages;
	}

	/**
	 * The configuration metadata of this module: other libraries have a file of that name
	 * as well.
	 */
	static JsonNode metadata() throws IOException, URISyntaxException {
		return JsonMapper.shared()
			.readTree(Files.readString(classes().resolve("META-INF").resolve("spring-configuration-metadata.json")));
	}

	static Path classes() throws URISyntaxException {
		return Path.of(McpOAuthProperties.class.getProtectionDomain().getCodeSource().getLocation().toURI());
	}

}
