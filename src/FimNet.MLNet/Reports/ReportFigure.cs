namespace FimNet.MLNet.Reports;

/// <summary>A headline figure.</summary>
/// <param name="Name">Such as "Image AuROC".</param>
/// <param name="Value">Null or not finite where it is not defined.</param>
/// <param name="Low">Lower end of the bootstrap confidence interval; null for a figure without one.</param>
/// <param name="High">Upper end of the interval.</param>
/// <param name="Help">One sentence that says what the figure means.</param>
internal sealed record ReportFigure(string Name, double? Value, double? Low, double? High, string Help);
