package io.github.mcpoauth.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of figures, as SVG.
 */
final class BarChart {

	private static final int LABEL = 250;

	private static final int BAR = 360;

	private static final int ROW = 24;

	private static final int WIDTH = LABEL + BAR + 80;

	private BarChart() {
	}

	static void write(Path file, String title, Map<String, Double> values) {
		double longest = values.values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
		StringBuilder svg = new StringBuilder();
		int height = (values.size() + 2) * ROW;
		svg.append("""
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
				<rect width="%1$d" height="%2$d" fill="#fff"/>
				<text x="10" y="20" font-weight="bold">%s</text>
				""".formatted(WIDTH, height, title));
		int y = 2 * ROW;
		for (Map.Entry<String, Double> value : values.entrySet()) {
			double length = BAR * value.getValue() / longest;
			svg.append(String.format(Locale.ROOT, """
					<text x="%d" y="%d" text-anchor="end">%s</text>
					<rect x="%d" y="%d" width="%.1f" height="16" fill="#4472a8"/>
					<text x="%.1f" y="%2$d">%.1f</text>
					""", LABEL - 8, y, value.getKey(), LABEL, y - 13, length, LABEL + length + 6, value.getValue()));
			y += ROW;
		}
		try {
			Files.writeString(file, svg.append("</svg>\n"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
