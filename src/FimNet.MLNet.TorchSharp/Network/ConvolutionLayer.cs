namespace FimNet.MLNet.Network;

/// <summary>One row of Table I. A normalised layer is followed by batch normalisation and the stack's activation.</summary>
internal readonly record struct ConvolutionLayer(int Inputs, int Outputs, int Kernel, int Stride, int Padding, bool Normalised)
{
    private const int Pixel = 3;

    public bool HasPixels => Inputs == Pixel || Outputs == Pixel;
}
