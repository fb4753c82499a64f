namespace FimNet.MLNet.Reports;

/// <summary>A curve in a chart of its own, such as a ROC curve.</summary>
/// <param name="Name">The chart's heading.</param>
/// <param name="XName">What the horizontal axis shows.</param>
/// <param name="YName">What the vertical axis shows.</param>
/// <param name="X">Ascending or descending.</param>
/// <param name="Y">One value for each of <paramref name="X"/>.</param>
/// <param name="Limit">Where integration stops on the horizontal axis; null when it does not.</param>
internal sealed record ReportCurve(string Name, string XName, string YName, IReadOnlyList<double> X, IReadOnlyList<double> Y, double? Limit);
