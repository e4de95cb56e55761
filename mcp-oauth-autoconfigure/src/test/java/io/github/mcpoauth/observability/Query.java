package io.github.mcpoauth.observability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.mcpoauth.support.Scrape;

/**
 * What a PromQL query speaks of.
 *
 * @param text the query
 * @param selectors its metrics, and what it asks of their labels
 * @param grouping the labels that it groups by
 */
record Query(String text, List<Selector> selectors, Set<String> grouping) {

	/** Prometheus adds them. */
	private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

	private static final Pattern SELECTOR = Pattern.compile("([a-z][a-z0-9_]*_[a-z0-9_]+)(?:\\{([^}]*)})?");

	private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

	private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");

	private static final Pattern WINDOW = Pattern.compile("\\[[^\\]]*]");

	static Query parse(String text) {
		Set<String> grouping = GROUPING.matcher(text)
			.results()
			.flatMap((result) -> Stream.of(result.group(1).split("\\s*,\\s*")))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		List<Selector> selectors = new ArrayList<>();
		Matcher matcher = SELECTOR.matcher(WINDOW.matcher(GROUPING.matcher(text).replaceAll("")).replaceAll(""));
		while (matcher.find()) {
			if (!matcher.group(1).equals("label_values")) {
				selectors.add(new Selector(matcher.group(1), wanted(matcher.group(2))));
			}
		}
		return new Query(text, selectors, grouping);
	}

	private static Map<String, String> wanted(String labels) {
		Map<String, String> wanted = new LinkedHashMap<>();
		Matcher matcher = MATCHER.matcher((labels != null) ? labels : "");
		while (matcher.find()) {
			wanted.put(matcher.group(1), matcher.group(2));
		}
		return wanted;
	}

	/** What the query speaks of and a scrape does not know. */
	List<String> unknownTo(Scrape scrape) {
		Map<String, Set<String>> known = scrape.labelsByMetric();
		List<String> problems = new ArrayList<>();
		for (Selector selector : this.selectors) {
			Set<String> labels = known.get(selector.metric());
			if (labels == null) {
				problems.add("no metric " + selector.metric() + " for " + this.text);
				continue;
			}
			Stream.concat(selector.wanted().keySet().stream(), this.grouping.stream())
				.filter((label) -> !labels.contains(label) && !OF_THE_TARGET.contains(label))
				.forEach((label) -> problems.add("no label " + label + " for " + this.text));
			selector.wanted()
				.forEach((label, value) -> Stream.of(value.split("\\|"))
					.filter((one) -> !one.startsWith("$") && !scrape.values(selector.metric(), label).contains(one))
					.forEach((one) -> problems.add("no value " + label + "=" + one + " for " + this.text)));
		}
		return problems;
	}

	/**
	 * A metric with matchers.
	 */
	record Selector(String metric, Map<String, String> wanted) {
	}

}
