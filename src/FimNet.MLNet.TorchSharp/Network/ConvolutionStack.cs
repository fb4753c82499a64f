using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FimNet.MLNet.Network;

/// <summary>
/// Layers of Table I in a row. Those marked there are followed by batch normalisation and an activation; every convolution
/// has a bias, the framework's default, on which the table is silent.
/// </summary>
internal abstract class ConvolutionStack : nn.Module<Tensor, Tensor>
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private readonly IReadOnlyList<ConvolutionLayer> _layers;
    private readonly Convolution[] _convolutions;
    private readonly BatchNorm2d?[] _norms;

    /// <param name="name">Name of the module.</param>
    /// <param name="layers">The layers, first to last.</param>
    /// <param name="layerName">State-dict name of a convolution without its number, which counts from 1.</param>
    /// <param name="create">Makes the convolution of a layer.</param>
    protected ConvolutionStack(string name, IReadOnlyList<ConvolutionLayer> layers, string layerName, Func<ConvolutionLayer, Convolution> create)
        : base(name)
    {
        _layers = layers;
        _convolutions = new Convolution[layers.Count];
        _norms = new BatchNorm2d?[layers.Count];
        for (int i = 0; i < layers.Count; i++)
        {
            register_module($"{layerName}{i + 1}", _convolutions[i] = create(layers[i]));
            if (layers[i].Normalised)
            {
                BatchNorm2d norm = nn.BatchNorm2d(layers[i].Outputs);
                register_module($"bn{i + 1}", norm);
                _norms[i] = norm;
            }
        }
    }

    /// <summary>
    /// The type of the numbers that layers multiply, of those that neither read nor write pixels; null, the default, for that of the weights. Weights keep their type, and the output has it.
    /// </summary>
    public ScalarType? Factors { get; set; }

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor output = input;
        for (int i = 0; i < _convolutions.Length; i++)
        {
            output = scope.DisposeEverythingBut(Apply(i, output));
        }

        return Finish(As(_convolutions[^1].weight.dtype, output)).MoveToOuterDisposeScope();
    }

    /// <summary>Outputs of the first layers, after batch normalisation and activation where the layer has them; of the encoder on images of any size that is a multiple of 64.</summary>
    /// <param name="input">What <see cref="forward"/> would be given.</param>
    /// <param name="levels">How many layers, 1 to 6.</param>
    /// <returns>phi of layer 1 to <paramref name="levels"/>, in that order; the caller disposes them.</returns>
    public Tensor[] Features(Tensor input, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, _layers.Count);
        using DisposeScope scope = NewDisposeScope();
        var features = new Tensor[levels];
        Tensor current = input;
        for (int i = 0; i < levels; i++)
        {
            current = features[i] = Apply(i, current);
        }

        scope.MoveToOuter(features);
        return features;
    }

    /// <summary>One layer: convolution and, where Table I has them, batch normalisation and activation.</summary>
    private Tensor Apply(int layer, Tensor input)
    {
        Convolution convolution = _convolutions[layer];
        ScalarType own = convolution.weight.dtype;
        ScalarType type = _layers[layer].HasPixels ? own : Factors ?? own;
        Tensor output = Convolve(_layers[layer], As(type, input), As(type, convolution.weight), As(type, convolution.bias!));
        return _norms[layer] is { } norm ? Activate(Normalise(norm, output)) : output;
    }

    /// <summary>A layer's convolution, all of one type.</summary>
    protected abstract Tensor Convolve(ConvolutionLayer layer, Tensor input, Tensor weight, Tensor bias);

    /// <summary>A weight [a, b, k, k] as the matrix [a, k k b]. Costs nothing, because convolutions keep their weights in channels-last memory.</summary>
    protected static Tensor AsMatrix(Tensor weight) => weight.permute(0, 2, 3, 1).flatten(1);

    /// <summary>The activation after a batch normalisation. It may work in place.</summary>
    protected abstract Tensor Activate(Tensor normalised);

    /// <summary>What follows the last layer. It may work in place.</summary>
    protected virtual Tensor Finish(Tensor output) => output;

    private static Tensor As(ScalarType type, Tensor tensor) => tensor.dtype == type ? tensor : tensor.to(type);

    // The module's own forward also counts batches, which nothing reads, with numbers that may not live long enough (see ScalarOperations).
    private static Tensor Normalise(BatchNorm2d norm, Tensor input) => nn.functional.batch_norm(
        input, norm.running_mean, norm.running_var, norm.weight, norm.bias, norm.training, Momentum, Epsilon);
}
