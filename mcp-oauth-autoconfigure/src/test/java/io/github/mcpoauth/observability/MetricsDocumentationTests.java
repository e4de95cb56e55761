package io.github.mcpoauth.observability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.support.Scrape;
import io.github.mcpoauth.web.OAuthEndpoint;
import io.github.mcpoauth.web.OAuthRequestConvention;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the page about metrics speak of what there is, and the page of all of
 * it.
 */
class MetricsDocumentationTests {

	private static final Path DOCS = Path.of("..", "docs");

	/** What a timer is for Prometheus, with what is under way. */
	private static final Pattern SUFFIX = Pattern
		.compile("(_active)?_seconds_(count|gcount|sum|gsum|max|bucket)$|_total$|_bytes$");

	private static Scrape scrape;

	private static JsonNode dashboard;

	private static String page;

	@BeforeAll
	static void read() throws IOException {
		scrape = ObservedFlows.all();
		dashboard = JsonMapper.builder().build().readTree(Files.readString(DOCS.resolve("grafana-dashboard.json")));
		page = Files.readString(DOCS.resolve("metrics.md"));
	}

	@Test
	void dashboardWhenComparedWithAScrapeThenAllThatItAsksForIsThere() {
		List<Query> queries = new ArrayList<>();
		for (JsonNode panel : dashboard.path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				queries.add(Query.parse(target.path("expr").asString()));
			}
		}
		for (JsonNode variable : dashboard.path("templating").path("list")) {
			if (variable.path("type").asString().equals("query")) {
				queries.add(Query.parse(variable.path("query").path("query").asString()));
			}
		}
		assertThat(queries).hasSizeGreaterThan(20).allSatisfy((query) -> assertThat(query.selectors()).isNotEmpty());
		assertThat(queries).flatExtracting((query) -> query.unknownTo(scrape)).isEmpty();
	}

	/** A legend with another label would show nothing. */
	@Test
	void dashboardWhenItHasLegendsThenOfTheLabelsThatItGroupsBy() {
		Pattern reference = Pattern.compile("\\{\\{(\\w+)}}");
		for (JsonNode panel : dashboard.path("panels")) {
			for (JsonNode target : panel.path("targets")) {
				Query query = Query.parse(target.path("expr").asString());
				assertThat(reference.matcher(target.path("legendFormat").asString())
					.results()
					.map((result) -> result.group(1))).as(query.text())
					.containsExactlyInAnyOrderElementsOf(query.grouping());
			}
		}
	}

	@Test
	void dashboardWhenImportedThenPanelsHaveTheirOwnIdsAndPlaces() {
		List<Integer> ids = new ArrayList<>();
		Set<String> cells = new LinkedHashSet<>();
		for (JsonNode panel : dashboard.path("panels")) {
			ids.add(panel.path("id").asInt());
			JsonNode place = panel.path("gridPos");
			for (int x = place.path("x").asInt(); x < place.path("x").asInt() + place.path("w").asInt(); x++) {
				for (int y = place.path("y").asInt(); y < place.path("y").asInt() + place.path("h").asInt(); y++) {
					assertThat(cells.add(x + "," + y)).as("%s overlaps", panel.path("title").asString()).isTrue();
					assertThat(x).isLessThan(24);
				}
			}
		}
		assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
		assertThat(dashboard.has("id")).as("an id of somebody's Grafana").isFalse();
	}

	@Test
	void pageWhenItHasQueriesThenAllThatTheyAskForIsThere() {
		List<String> queries = new ArrayList<>();
		fences("promql").forEach((fence) -> fence.lines().forEach(queries::add));
		fences("yaml").filter((fence) -> fence.contains("expr:"))
			.forEach((fence) -> Arrays.stream(fence.split("- alert: \\w+\\s+expr: >-"))
				.map((alert) -> alert.replaceAll("\\s+for: \\w+", "").strip())
				.filter((alert) -> !alert.isEmpty())
				.forEach(queries::add));
		assertThat(queries).hasSizeGreaterThan(12);
		assertThat(queries).map(Query::parse)
			.allSatisfy((query) -> assertThat(query.selectors()).as(query.text()).isNotEmpty())
			.flatExtracting((query) -> query.unknownTo(scrape))
			.isEmpty();
	}

	@Test
	void pageWhenComparedWithAScrapeThenEachMeterAndEachTagIsThere() {
		Map<String, Map<String, String>> documented = meters();
		scrape.labelsByMetric().forEach((metric, labels) -> {
			String meter = meter(metric, documented.keySet());
			Set<String> tags = documented.get(meter)
				.keySet()
				.stream()
				.map(MetricsDocumentationTests::prometheus)
				.collect(Collectors.toSet());
			assertThat(tags).as(metric).containsAll(labels);
		});
		Set<String> scraped = scrape.labelsByMetric()
			.keySet()
			.stream()
			.map((metric) -> meter(metric, documented.keySet()))
			.collect(Collectors.toSet());
		assertThat(scraped).as("meters on the page").containsExactlyInAnyOrderElementsOf(documented.keySet());
		documented.forEach((meter, tags) -> {
			Set<String> labels = scrape.labelsByMetric()
				.entrySet()
				.stream()
				.filter((metric) -> meter(metric.getKey(), documented.keySet()).equals(meter))
				.flatMap((metric) -> metric.getValue().stream())
				.collect(Collectors.toSet());
			if (!meter.startsWith("cache.")) {
				assertThat(tags.keySet()).as(meter)
					.map(MetricsDocumentationTests::prometheus)
					.containsExactlyInAnyOrderElementsOf(labels);
			}
		});
	}

	@Test
	void pageWhenATagIsBoundedThenItsValuesAreThere() {
		Map<String, Map<String, String>> documented = meters();
		Set<String> open = Set.of("mcp.oauth.challenges endpoint", "mcp.oauth.outbound.requests server.address");
		documented.forEach((meter, tags) -> tags.forEach((tag, values) -> {
			if (!tag.equals("error") && !open.contains(meter + " " + tag) && !meter.startsWith("cache.")) {
				Set<String> listed = new TreeSet<>(code(values));
				if (tag.equals("reason")) {
					listed.addAll(code(documented.get("mcp.oauth.challenges").get("reason")));
				}
				scrape.labelsByMetric()
					.keySet()
					.stream()
					.filter((metric) -> meter(metric, documented.keySet()).equals(meter))
					.forEach((metric) -> assertThat(listed).as(metric + " " + tag)
						.containsAll(scrape.values(metric, prometheus(tag))));
			}
		}));
		Map<String, String> requests = documented.get("mcp.oauth.requests");
		assertThat(code(requests.get("endpoint")))
			.containsExactlyInAnyOrderElementsOf(Stream.of(OAuthEndpoint.values()).map(OAuthEndpoint::value).toList());
		assertThat(code(requests.get("error.code"))).containsAll(OAuthRequestConvention.ERROR_CODES)
			.hasSize(OAuthRequestConvention.ERROR_CODES.size() + 2);
		assertThat(code(requests.get("grant.type"))).containsAll(OAuthRequestConvention.GRANT_TYPES)
			.hasSize(OAuthRequestConvention.GRANT_TYPES.size() + 2);
		assertThat(code(documented.get("mcp.oauth.outbound.requests").get("operation")))
			.containsExactlyInAnyOrderElementsOf(
					Stream.of(OutboundOperation.values()).map(OutboundOperation::value).toList());
	}

	private static Stream<String> fences(String language) {
		return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(page)
			.results()
			.map((fence) -> fence.group(1));
	}

	/** The tags of each meter that has a heading, and what is said of their values. */
	private static Map<String, Map<String, String>> meters() {
		Map<String, Map<String, String>> meters = new LinkedHashMap<>();
		for (String section : page.split("\n(?=##+ )")) {
			if (section.startsWith("### ")) {
				Map<String, String> tags = new LinkedHashMap<>();
				Matcher rows = Pattern.compile("^\\| `([a-z.]+)` \\| (.*) \\|$", Pattern.MULTILINE).matcher(section);
				while (rows.find()) {
					tags.put(rows.group(1), rows.group(2));
				}
				code(section.lines().findFirst().orElseThrow()).forEach((meter) -> meters.put(meter, tags));
			}
		}
		return meters;
	}

	private static List<String> code(String text) {
		return Pattern.compile("`([^`]+)`").matcher(text).results().map((code) -> code.group(1)).toList();
	}

	private static String prometheus(String name) {
		return name.replace('.', '_');
	}

	private static String meter(String metric, Set<String> meters) {
		String name = SUFFIX.matcher(metric).replaceFirst("");
		return meters.stream()
			.filter((meter) -> prometheus(meter).equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError(metric + " is not on the page"));
	}

}
