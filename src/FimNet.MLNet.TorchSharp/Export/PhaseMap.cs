namespace FimNet.MLNet.Export;

/// <summary>
/// A feature map taken apart into Phases x Phases smaller ones: part (r, c), row by row, holds every row r + k Phases and every column c + k Phases.
/// </summary>
internal sealed record PhaseMap(IReadOnlyList<string> Parts, int Phases)
{
    public static PhaseMap Whole(string value) => new([value], 1);
}
