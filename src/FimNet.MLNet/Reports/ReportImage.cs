namespace FimNet.MLNet.Reports;

/// <summary>A scored image.</summary>
/// <param name="Name">The file's name; names need not differ.</param>
/// <param name="Defect">The kind of defect, as in <see cref="ReportDefect.Name"/>.</param>
/// <param name="IsDefective">The label; null for an image without one.</param>
/// <param name="Score">Finite. As the model gives it: its shortest decimal, which stands in the page, is on the same side of a threshold.</param>
/// <param name="PValue">How often a good image scores as high; null when unknown.</param>
/// <param name="Picture">A thumbnail as a data URI.</param>
/// <param name="Overlay">The same with the anomaly map over it.</param>
/// <param name="Regions">How many separate places the model marks.</param>
internal sealed record ReportImage(string Name, string Defect, bool? IsDefective, float Score, float? PValue, string Picture, string Overlay, int Regions);
