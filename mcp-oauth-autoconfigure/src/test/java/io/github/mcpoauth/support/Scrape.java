package io.github.mcpoauth.support;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Prometheus would read.
 *
 * @param text the text as it came
 * @param samples what it says
 */
public record Scrape(String text, List<Sample> samples) {

	/** Properties of an application that can be scraped. */
	public static final String EXPOSED = "management.endpoints.web.exposure.include=prometheus";

	private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");

	private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	/** Scrapes an application, over HTTP. */
	public static Scrape of(TestServer server) {
		String credentials = Base64.getEncoder().encodeToString("alice:wonderland".getBytes(StandardCharsets.UTF_8));
		Reply reply = new Http().get(server.url("/actuator/prometheus"), "Authorization", "Basic " + credentials);
		if (reply.status() != 200) {
			throw new AssertionError("The scrape was answered with " + reply);
		}
		return parse(reply.body());
	}

	private static Scrape parse(String text) {
		List<Sample> samples = new ArrayList<>();
		text.lines().filter((line) -> !line.startsWith("#") && !line.isBlank()).forEach((line) -> {
			Matcher matcher = LINE.matcher(line);
			if (!matcher.matches()) {
				throw new AssertionError("Not a sample: " + line);
			}
			samples.add(new Sample(matcher.group(1), labels(matcher.group(2)), Double.parseDouble(matcher.group(3))));
		});
		return new Scrape(text, samples);
	}

	private static Map<String, String> labels(String text) {
		Map<String, String> labels = new LinkedHashMap<>();
		Matcher matcher = LABEL.matcher((text != null) ? text : "");
		while (matcher.find()) {
			labels.put(matcher.group(1), matcher.group(2));
		}
		return labels;
	}

	/** All that two applications say. */
	public Scrape and(Scrape other) {
		return new Scrape(this.text + other.text, Stream.concat(samples().stream(), other.samples.stream()).toList());
	}

	/**
	 * The sum of the samples of a metric that have some labels.
	 * @param labels names and values in turn
	 */
	public double value(String metric, String... labels) {
		return this.samples.stream()
			.filter((sample) -> sample.metric().equals(metric) && sample.has(labels))
			.mapToDouble(Sample::value)
			.sum();
	}

	/** The metrics of this library, and those of its caches, with the labels of each. */
	public Map<String, Set<String>> labelsByMetric() {
		return own().collect(Collectors.toMap(Sample::metric, (sample) -> sample.labels().keySet(), (some, others) -> {
			Set<String> all = new TreeSet<>(some);
			all.addAll(others);
			return all;
		}));
	}

	/** The values of a label of a metric. */
	public Set<String> values(String metric, String label) {
		return own().filter((sample) -> sample.metric().equals(metric) && sample.labels().containsKey(label))
			.map((sample) -> sample.labels().get(label))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** The time series of this library. */
	public Set<String> series() {
		return own().map((sample) -> sample.metric() + sample.labels()).collect(Collectors.toCollection(TreeSet::new));
	}

	private Stream<Sample> own() {
		return this.samples.stream()
			.filter((sample) -> sample.metric().startsWith("mcp_oauth_")
					|| "mcp.oauth.tokens".equals(sample.labels().get("cache")));
	}

	/**
	 * One line.
	 */
	public record Sample(String metric, Map<String, String> labels, double value) {

		boolean has(String... wanted) {
			for (int i = 0; i < wanted.length; i += 2) {
				if (!wanted[i + 1].equals(this.labels.get(wanted[i]))) {
					return false;
				}
			}
			return true;
		}

	}

}
