namespace FimNet.MLNet.Export;

/// <summary>The values in a graph that a convolution multiplies by and adds.</summary>
internal sealed record ConvolutionWeights(string Weight, string? Bias);
