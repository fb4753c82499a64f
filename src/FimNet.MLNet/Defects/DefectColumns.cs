namespace FimNet.MLNet.Defects;

/// <summary>The columns of a defect generating stage.</summary>
/// <param name="Output">Receives the image.</param>
/// <param name="Input">The image to make defective.</param>
/// <param name="Mask">Receives what was pasted; null when that is not wanted.</param>
internal sealed record DefectColumns(string Output, string Input, string? Mask);
